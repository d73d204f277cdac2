variable "token" {
  type      = string
  ephemeral = true
}
variable "pin" {
  type      = number
  ephemeral = true
  sensitive = true
  default   = 1234
}
locals {
  header = "Bearer ${var.token}"
  known  = ephemeralasnull({ token = var.token, region = "cn" })
}
module "client" {
  source = "./client"
  token  = local.header
  region = local.known.region
}
resource "terraform_data" "job" {
  input = { region = local.known.region, null = local.known.token }
  provisioner "local-exec" {
    command     = "test \"$TOKEN\" = \"Bearer abc\" -o -n \"$TOKEN\""
    environment = { TOKEN = module.client.header }
  }
  lifecycle {
    precondition {
      condition     = length(var.token) >= 3
      error_message = "The token is too short."
    }
  }
}
output "region" { value = module.client.region }
