resource "terraform_date" "x" {}
