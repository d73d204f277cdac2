output "x" { value = [for c in var.text : c] }
