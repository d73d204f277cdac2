output "x" { value = lookup({ a = 1 }, "b") }
