variable "names" {
  type    = list(string)
  default = ["alpha", "beta", "gamma"]
}

resource "terraform_data" "network" {
  input = "10.1.0.0/16"
}

resource "terraform_data" "host" {
  for_each = toset(var.names)
  input    = { name = each.key, network = terraform_data.network.id }
}

moved {
  from = terraform_data.host[0]
  to   = terraform_data.host["alpha"]
}
moved {
  from = terraform_data.host[1]
  to   = terraform_data.host["beta"]
}
moved {
  from = terraform_data.host[2]
  to   = terraform_data.host["gamma"]
}

resource "terraform_data" "firewall" {
  input            = [for name in var.names : terraform_data.host[name].id]
  triggers_replace = terraform_data.network.output
}

output "hosts" {
  value = { for name, host in terraform_data.host : name => host.id }
}
