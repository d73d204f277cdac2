variable "names" {
  type    = list(string)
  default = ["alpha", "beta", "gamma"]
}

module "office" {
  source   = "./site"
  for_each = { sh = { cidr = "10.1.0.0/16", names = var.names }, bj = { cidr = "10.2.0.0/16", names = ["delta"] } }
  names    = each.value.names
  cidr     = each.value.cidr
}

output "hosts" {
  value = merge(values(module.office)[*].hosts...)
}
