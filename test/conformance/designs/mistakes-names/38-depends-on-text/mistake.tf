resource "terraform_data" "x" { depends_on = ["a b"] }
