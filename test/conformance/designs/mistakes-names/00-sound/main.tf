variable "names" {
  type    = list(string)
  default = ["a", "b"]
}
resource "terraform_data" "a" {
  for_each = toset(var.names)
  input    = { value = each.value }
}
resource "terraform_data" "one" {
  count = 2
  input = count.index
}
resource "terraform_data" "plain" { input = { x = 1 } }
module "m" {
  source = "./m"
  size   = 2
}
module "n" {
  source = "./m"
  count  = 2
  size   = 2
}
output "first" { value = terraform_data.one[0].output }
