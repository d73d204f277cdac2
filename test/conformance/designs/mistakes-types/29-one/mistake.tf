output "x" { value = one([1, 2]) }
