resource "terraform_data" "nobody" { provider = terraform.nobody }
