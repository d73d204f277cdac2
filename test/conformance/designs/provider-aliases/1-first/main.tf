terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}

provider "terraform" {}
provider "terraform" {
  alias = "second"
}
provider "terraform" {
  alias = "third"
}

resource "terraform_data" "by_second" {
  provider = terraform.second
  input    = "second"
}

module "pair" {
  source = "./pair"
  for_each = { a = 1, b = 2 }
  providers = {
    terraform        = terraform.third
    terraform.first  = terraform
    terraform.second = terraform.second
  }
  value      = each.value
  depends_on = [terraform_data.by_second]
}

module "inherits" {
  source = "./leaf"
  value  = join("-", [for one in module.pair : one.sum])
}

output "sums" {
  value = { for key, one in module.pair : key => one.sum }
}
