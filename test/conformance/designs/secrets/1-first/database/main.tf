variable "password" {
  type      = string
  sensitive = true
}
variable "names" {
  type = set(string)
}

resource "terraform_data" "db" {
  input = {
    engine   = "pg"
    password = var.password
    config   = jsonencode({ users = var.names, secret = var.password })
  }
  lifecycle {
    precondition {
      condition     = length(var.password) >= 6
      error_message = "A password needs six characters."
    }
  }
}

output "endpoint" {
  value = "db-${terraform_data.db.id}"
}

output "all" {
  value     = terraform_data.db
  sensitive = true
}
