output "x" { value = try(var.text.a, var.text.b) }
