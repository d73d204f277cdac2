resource "terraform_data" "x" { input = terraform_data.y.id }
resource "terraform_data" "y" { input = local.z }
locals { z = terraform_data.x.id }
