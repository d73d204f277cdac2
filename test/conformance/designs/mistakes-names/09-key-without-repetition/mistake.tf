output "x" { value = terraform_data.plain[0].id }
