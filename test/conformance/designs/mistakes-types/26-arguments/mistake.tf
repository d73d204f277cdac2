output "x" { value = substr("a") }
