output "x" { value = var.text ? 1 : 2 }
