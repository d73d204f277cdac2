module "newest" {
  source   = "./m"
  for_each = { zero = 0, one = 1 }
  n        = each.value
}
moved {
  from = module.old[0]
  to   = module.new["zero"]
}
moved {
  from = module.new
  to   = module.newest
}
moved {
  from = terraform_data.single[1]
  to   = module.newest["zero"].terraform_data.extra
}
resource "terraform_data" "single" { input = "single" }
moved {
  from = terraform_data.listed
  to   = terraform_data.renamed["k"]
}
resource "terraform_data" "renamed" {
  for_each = toset(["k", "l"])
  input    = each.key
}
