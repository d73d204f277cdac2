variable "value" { default = "v" }
module "m" {
  source   = "./m"
  for_each = toset(["p", "q"])
  value    = "${var.value}-${each.key}"
}
resource "terraform_data" "end" {
  input = { for key, one in module.m : key => one.id }
}
