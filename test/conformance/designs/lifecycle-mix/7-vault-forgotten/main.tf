variable "release" { default = 2 }
variable "color" { default = "green" }

resource "terraform_data" "release" {
  input            = var.release
  triggers_replace = var.color
}

module "pool" {
  source   = "./pool"
  for_each = toset(["west"])
  name     = each.key
  release  = terraform_data.release.output
}

removed {
  from = terraform_data.vault
  lifecycle { destroy = false }
}
