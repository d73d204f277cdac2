output "x" { value = jsondecode("{") }
