resource "terraform_data" "collections" {
  for_each = { "quo\"te" = 2, "点" = 5.0, "new[0]" = 6 }
}
