output "x" { value = "null: ${var.nothing}" }
