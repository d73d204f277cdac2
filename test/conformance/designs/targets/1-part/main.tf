module "a" {
  source = "./m"
  name   = "a"
}
module "b" {
  source   = "./m"
  for_each = toset(["x", "y"])
  name     = "b-${each.key}-${module.a.second}"
}
resource "terraform_data" "end" {
  input = [for one in module.b : one.first]
}
output "end" { value = terraform_data.end.output }
output "constant" { value = "always" }
output "a" { value = module.a.first }
