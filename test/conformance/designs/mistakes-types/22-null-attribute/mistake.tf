output "x" { value = var.nothing.name }
