output "x" { value = terraform_data.b.id }
