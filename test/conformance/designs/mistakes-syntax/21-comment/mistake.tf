/* never closed
locals { a = 1 }
