resource "terraform_data" "nobody" { input = 1 }
