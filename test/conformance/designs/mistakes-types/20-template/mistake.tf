output "x" { value = "list: ${[1, 2]}" }
