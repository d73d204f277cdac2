output "first" { value = 1 }
