moved {
  from = module.newest["one"].terraform_data.a
  to   = terraform_data.out
}
resource "terraform_data" "out" { input = "out" }
moved {
  from = terraform_data.renamed["l"]
  to   = terraform_data.out2
}
resource "terraform_data" "out2" {
  count = 1
  input = "l"
}
moved {
  from = terraform_data.single
  to   = terraform_data.nowhere
}
