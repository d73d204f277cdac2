terraform {
  required_providers {
    cloud = { source = "ztc-cdk/ztc" }
  }
}

variable "tiers" {
  type = map(number)
}

locals {
  cidr = "10.210.0.0/16"
}

resource "ztc_vpc" "this" {
  provider = cloud
  site     = "sh-jq"
  cidr     = local.cidr
  name     = "main"
}

resource "ztc_vswitch" "tier" {
  provider = cloud
  for_each = var.tiers
  vpc_id   = ztc_vpc.this.id
  cidr     = cidrsubnet(local.cidr, 8, each.value)
  name     = "tier-${each.key}"

  lifecycle {
    ignore_changes = [name]
    postcondition {
      condition     = self.site == ztc_vpc.this.site
      error_message = "A subnet is where its network is."
    }
  }
}

check "room" {
  assert {
    condition     = length(ztc_vswitch.tier) < 200
    error_message = "Little room is left."
  }
}

output "subnets" {
  value = { for name, one in ztc_vswitch.tier : name => one.id }
}
