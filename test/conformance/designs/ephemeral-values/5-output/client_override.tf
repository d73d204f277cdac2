output "leak" { value = var.token }
