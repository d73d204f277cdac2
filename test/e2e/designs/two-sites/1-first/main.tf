# Two sites, each with a network, its subnets and a security group.
terraform {
  required_providers {
    ztc = {
      source = "ztc-cdk/ztc"
    }
  }
}

provider "ztc" {}

variable "sites" {
  type = map(object({
    cidr    = string
    subnets = map(number)
    nat     = optional(bool, false)
  }))
}

module "site" {
  source   = "./modules/site"
  for_each = var.sites

  site    = each.key
  cidr    = each.value.cidr
  subnets = each.value.subnets
  nat     = each.value.nat
}

output "networks" {
  value = { for name, site in module.site : name => site.vpc_id }
}

output "subnets" {
  value = { for name, site in module.site : name => site.subnets }
}
