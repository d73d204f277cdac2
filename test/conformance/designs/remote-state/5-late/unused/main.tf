variable "network" {}
output "zone" { value = var.network.zoone }
