variable "names" {
  type = set(string)
}
variable "cidr" {
  type = string
}

resource "terraform_data" "network" {
  input = var.cidr
}

resource "terraform_data" "host" {
  for_each = var.names
  input    = { name = each.key, network = terraform_data.network.id }
}

resource "terraform_data" "firewall" {
  input            = [for name in sort(var.names) : terraform_data.host[name].id]
  triggers_replace = terraform_data.network.output
}

output "hosts" {
  value = { for name, host in terraform_data.host : name => host.id }
}
