output "x" { value = var.text.length }
