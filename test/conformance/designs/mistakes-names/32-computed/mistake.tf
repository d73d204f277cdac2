resource "terraform_data" "x" { id = "mine" }
