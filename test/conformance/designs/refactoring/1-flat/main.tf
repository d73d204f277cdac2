variable "names" {
  type    = list(string)
  default = ["alpha", "beta", "gamma"]
}

resource "terraform_data" "network" {
  input = "10.1.0.0/16"
}

resource "terraform_data" "host" {
  count = length(var.names)
  input = { name = var.names[count.index], network = terraform_data.network.id }
}

resource "terraform_data" "firewall" {
  input            = terraform_data.host[*].id
  triggers_replace = terraform_data.network.output
}

output "hosts" {
  value = zipmap(var.names, terraform_data.host[*].id)
}
