resource "terraform_data" "1st" {
}
