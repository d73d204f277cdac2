variable "names" {
  type    = list(string)
  default = ["alpha", "beta", "gamma"]
}

module "site" {
  source = "./site"
  names  = toset(var.names)
  cidr   = "10.1.0.0/16"
}

output "hosts" {
  value = module.site.hosts
}
