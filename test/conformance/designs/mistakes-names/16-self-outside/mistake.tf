resource "terraform_data" "x" { input = self.id }
