terraform {
  required_providers {
    ztc = {
      source = "ztc-cdk/ztc"
    }
  }
}

variable "vpc_id" { type = string }
variable "name" { type = string }
variable "cidr" { type = string }

resource "ztc_vswitch" "this" {
  vpc_id = var.vpc_id
  cidr   = var.cidr
  name   = var.name
}

output "id" { value = ztc_vswitch.this.id }
