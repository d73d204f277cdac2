resource "terraform_data" "counted" { count = var.pin }
