variable "name" {}
variable "cidr" {}
variable "zone" {}
variable "vpc_id" {}
variable "public" {
  type    = bool
  default = false
}
variable "tags" {
  type = map(any)
}

resource "terraform_data" "subnet" {
  input = {
    name    = var.name
    cidr    = var.cidr
    gateway = cidrhost(var.cidr, 1)
    last    = cidrhost(var.cidr, -2)
    zone    = var.zone
    vpc     = var.vpc_id
  }
  triggers_replace = [var.cidr]
}

module "gateway" {
  source = "../gateway"
  count  = var.public ? 1 : 0
  subnet = terraform_data.subnet.output.name
  subnet_id = terraform_data.subnet.id
}

output "cidr" {
  value = terraform_data.subnet.input.cidr
}

output "gateway" {
  value = one(module.gateway[*].id)
}
