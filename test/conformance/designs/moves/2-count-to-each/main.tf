module "new" {
  source   = "./m"
  for_each = { zero = 0, one = 1 }
  n        = each.value
}
moved {
  from = module.old[0]
  to   = module.new["zero"]
}
moved {
  from = module.old[1]
  to   = module.new["one"]
}
resource "terraform_data" "single" {
  count = 2
  input = "single"
}
resource "terraform_data" "listed" { input = 0 }
