# Address plan of the landing zone.
terraform {
  required_version = ">= 1.5, < 2.0"
}

module "region" {
  source   = "./modules/region"
  for_each = local.regions

  name   = each.key
  cidr   = each.value.cidr
  zones  = each.value.zones
  tags   = merge(local.common_tags, { region = each.key })
}

output "subnets" {
  description = "CIDR of each subnet, by region and name"
  value       = { for region, one in module.region : region => one.subnets }
}

output "all_cidrs" {
  value = sort(flatten([for one in module.region : values(one.subnets)]))
}

output "ids" {
  value = { for region, one in module.region : region => one.id }
}
