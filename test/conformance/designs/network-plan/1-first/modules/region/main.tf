variable "name" { type = string }
variable "cidr" { type = string }
variable "zones" { type = list(string) }
variable "tags" { type = map(string) }

locals {
  tiers = ["web", "app", "db"]
  pairs = [for pair in setproduct(var.zones, local.tiers) : { zone = pair[0], tier = pair[1] }]
  subnets = {
    for index, pair in local.pairs :
    "${pair.tier}-${pair.zone}" => {
      cidr = cidrsubnet(var.cidr, 4, index)
      zone = "${var.name}-${pair.zone}"
      tier = pair.tier
    }
  }
}

resource "terraform_data" "vpc" {
  input = {
    name    = var.name
    cidr    = var.cidr
    netmask = cidrnetmask(var.cidr)
    tags    = var.tags
  }
}

module "subnet" {
  source   = "../subnet"
  for_each = local.subnets

  name    = each.key
  cidr    = each.value.cidr
  zone    = each.value.zone
  public  = each.value.tier == "web"
  vpc_id  = terraform_data.vpc.id
  tags    = var.tags
}

output "id" {
  value = terraform_data.vpc.id
}

output "subnets" {
  value = { for name, one in module.subnet : name => one.cidr }
}
