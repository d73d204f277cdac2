module "client" { region = var.token }
