resource "terraform_data" "later" { input = "x" }
module "x" {
  source   = "./m"
  for_each = { (terraform_data.later.id) = 1 }
}
