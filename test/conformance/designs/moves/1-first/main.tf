module "old" {
  source = "./m"
  count  = 2
  n      = count.index
}
resource "terraform_data" "single" { input = "single" }
resource "terraform_data" "listed" {
  count = 3
  input = count.index
}
