variable "release" { default = 1 }
variable "color" { default = "blue" }

resource "terraform_data" "release" {
  input            = var.release
  triggers_replace = var.color
}

module "pool" {
  source   = "./pool"
  for_each = toset(["east", "west"])
  name     = each.key
  release  = terraform_data.release.output
}

resource "terraform_data" "balancer" {
  for_each = module.pool
  input    = each.value.members
  lifecycle {
    replace_triggered_by = [terraform_data.release, terraform_data.key[each.key].output]
  }
}

resource "terraform_data" "key" {
  for_each = toset(["east", "west"])
  input    = "${each.key}-${var.release}"
}

resource "terraform_data" "vault" {
  input = { data = "important", release = var.release }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [input]
  }
}
