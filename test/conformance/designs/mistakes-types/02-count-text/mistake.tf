resource "terraform_data" "x" { count = "many" }
