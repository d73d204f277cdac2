variable "subnet" {}
variable "subnet_id" {}

resource "terraform_data" "gateway" {
  input      = "gw-${var.subnet}"
  triggers_replace = {
    subnet = var.subnet_id
  }
}

resource "terraform_data" "route" {
  count = 2
  input = format("%s-route-%02d", terraform_data.gateway.input, count.index)
}

output "id" {
  value = terraform_data.gateway.id
}
output "routes" {
  value = terraform_data.route.*.output
}
