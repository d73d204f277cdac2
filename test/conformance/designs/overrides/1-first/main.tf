terraform {
  required_version = ">= 1.0"
}
variable "a" {
  type    = string
  default = "from main"
}
variable "b" {
  type    = number
  default = 1
}
variable "c" { default = "c" }
locals {
  x = "main x"
  y = "main y"
}
resource "terraform_data" "r" {
  input            = [var.a, var.b, var.c, local.x, local.y]
  triggers_replace = "main"
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [triggers_replace]
    precondition {
      condition     = var.b > 0
      error_message = "main"
    }
  }
  provisioner "local-exec" {
    command = "true"
  }
}
module "m" {
  source = "./m"
  v      = "main"
}
output "o" {
  value       = module.m.v
  description = "main"
}
