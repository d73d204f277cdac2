terraform {
  required_providers {
    ztc = {
      source = "ztc-cdk/ztc"
    }
  }
}

variable "site" { type = string }
variable "cidr" { type = string }
variable "subnets" { type = map(number) }
variable "nat" {
  type    = bool
  default = false
}

resource "ztc_vpc" "this" {
  site = var.site
  cidr = var.cidr
  name = "vpc-${var.site}"
}

module "subnet" {
  source   = "../subnet"
  for_each = var.subnets

  vpc_id = ztc_vpc.this.id
  name   = each.key
  cidr   = cidrsubnet(var.cidr, 8, each.value)
}

resource "ztc_security_group" "web" {
  vpc_id = ztc_vpc.this.id
  name   = "web-${var.site}"
}

resource "ztc_security_group_rule" "https" {
  security_group_id = ztc_security_group.web.id
  policy            = "allow"
  direction         = "inbound"
  protocol          = "tcp"
  port_range        = "443"
  cidr              = var.cidr
}

resource "ztc_nat_gateway" "this" {
  count  = var.nat ? 1 : 0
  vpc_id = ztc_vpc.this.id
}

output "vpc_id" { value = ztc_vpc.this.id }
output "subnets" { value = { for name, one in module.subnet : name => one.id } }
