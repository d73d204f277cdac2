variable "bastion" {
  type    = bool
  default = false
}
variable "zone" {
  type    = string
  default = null
}
variable "sizes" {
  type    = map(number)
  default = null
}

locals {
  zone  = coalesce(var.zone, "a")
  sizes = var.sizes == null ? {} : var.sizes
  maybe = var.bastion ? { name = "bastion-${local.zone}", ports = [22] } : null
}

resource "terraform_data" "bastion" {
  count = var.bastion ? 1 : 0
  input = local.maybe
}

resource "terraform_data" "address" {
  count = length(terraform_data.bastion)
  input = terraform_data.bastion[count.index].id
}

resource "terraform_data" "volume" {
  for_each = { for name, size in local.sizes : name => size if size > 0 }
  input    = each.value
}

module "monitor" {
  source = "./monitor"
  count  = var.bastion && local.zone == "a" ? 1 : 0
  target = one(terraform_data.bastion[*].output.name)
  extra  = try(terraform_data.address[1].id, "none")
}

output "bastion" {
  value = one(terraform_data.bastion[*].id)
}
output "monitor" {
  value = try(module.monitor[0].target, null)
}
output "monitors" {
  value = module.monitor[*].target
}
output "null_splat" {
  value = local.maybe[*].ports
}
output "nothing" {
  value = null
}
output "volumes" {
  value = length(terraform_data.volume) == 0 ? null : values(terraform_data.volume)[*].output
}
